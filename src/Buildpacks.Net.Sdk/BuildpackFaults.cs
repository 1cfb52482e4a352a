namespace Buildpacks.Net.Sdk;

/// <summary>The codes of faults that this room reports itself.</summary>
internal static class BuildpackFaults
{
    /// <summary>A program cannot be found or started.</summary>
    public const string NoProgram = "BPN5001";

    /// <summary>The buildpack was not told which phase to run.</summary>
    public const string NoPhase = "BPN5002";

    /// <summary>A variable that every lifecycle sets is not set.</summary>
    public const string MissingVariable = "BPN5003";
}
