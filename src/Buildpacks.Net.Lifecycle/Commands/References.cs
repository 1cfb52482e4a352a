using Buildpacks.Net.Oci;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>Reads the image references among the arguments and checks what the specification asks of them.</summary>
internal static class References
{
    /// <summary>The fault that arguments do not fit.</summary>
    public const string BadArguments = "BPN3906";

    /// <summary>Reads a reference.</summary>
    /// <exception cref="LifecycleException">It is none.</exception>
    public static ImageName Parse(string text)
    {
        try
        {
            return ImageName.Parse(text);
        }
        catch (OciException fault)
        {
            throw new LifecycleException(fault.Code, FailureKind.InvalidArguments, fault.Message, fault);
        }
    }

    /// <summary>Reads a reference that need not be given.</summary>
    public static ImageName? ParseOptional(string? text) => text is null ? null : Parse(text);

    /// <summary>Reads the names an image is written under: the first and the further ones, as often as they are given.</summary>
    /// <exception cref="LifecycleException">One is no reference, or they are in different registries, which only a daemon can serve.</exception>
    public static IReadOnlyList<ImageName> ParseOutputs(IEnumerable<string> texts, bool useDaemon)
    {
        var names = texts.Where(text => text.Length > 0).Select(Parse).ToList();
        if (names.Count == 0)
        {
            throw Invalid("the name of the image to write is required.");
        }

        var registries = names.Select(name => name.Reference.Registry).Distinct().ToList();
        return useDaemon || registries.Count == 1
            ? names
            : throw Invalid($"all names of an image must be in one registry, but these are in {string.Join(" and ", registries)}.");
    }

    /// <summary>Refuses positional arguments where a phase has none.</summary>
    /// <exception cref="LifecycleException">There are some.</exception>
    public static void MustBeNone(IReadOnlyList<string> arguments)
    {
        if (arguments.Count > 0)
        {
            throw Invalid($"no positional arguments are expected, but there are: {string.Join(' ', arguments)}.");
        }
    }

    public static LifecycleException Invalid(string message) => new(BadArguments, FailureKind.InvalidArguments, message);
}
