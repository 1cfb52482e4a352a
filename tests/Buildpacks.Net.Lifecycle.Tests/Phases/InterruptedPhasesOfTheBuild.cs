namespace Buildpacks.Net.Lifecycle.Tests.Phases;

/// <summary>With the executable that the build has just made.</summary>
public sealed class InterruptedPhasesOfTheBuild() : InterruptedPhases(Path.Combine(AppContext.BaseDirectory, "lifecycle"));
