using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Detect;

/// <summary>The outcome of one <c>bin/detect</c>, or of finding that it need not be run.</summary>
/// <param name="Code">Its exit code; <see cref="Error"/> when it could not be run, was killed, or its build plan is unusable.</param>
internal sealed record DetectRun(int Code)
{
    public const int Pass = 0;
    public const int Fail = 100;
    public const int Error = -1;

    /// <summary>The build plan it wrote.</summary>
    public BuildPlan Plan { get; init; } = new();

    /// <summary>What it printed.</summary>
    public string Output { get; init; } = "";

    /// <summary>What is wrong, when there is more to say than the code.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it neither passed nor said that the app is not for it.</summary>
    public bool IsError => Code is not (Pass or Fail);
}
