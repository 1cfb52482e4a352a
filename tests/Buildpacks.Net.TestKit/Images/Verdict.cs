namespace Buildpacks.Net.TestKit.Images;

/// <summary>Says what is wrong with an image.</summary>
internal static class Verdict
{
    /// <summary>Something must hold.</summary>
    public static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidDataException($"the image is not sound, for this does not hold: {what}");
        }
    }
}
