namespace Buildpacks.Net.Benchmarks;

/// <summary>One run of a phase.</summary>
/// <param name="Seconds">How long it took as a whole process.</param>
/// <param name="PeakMebibytes">The most memory it had in RAM (VmHWM).</param>
internal readonly record struct PhaseRun(double Seconds, double PeakMebibytes)
{
    /// <summary>The shorter time, and the larger memory.</summary>
    public PhaseRun With(PhaseRun other) => new(Math.Min(Seconds, other.Seconds), Math.Max(PeakMebibytes, other.PeakMebibytes));
}
