using Buildpacks.Net.Cli.Building;
using Buildpacks.Net.Create;
using Buildpacks.Net.Export;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.Display;

/// <summary>Shows a build while it goes on, and what came of it.</summary>
internal interface IBuildDisplay : IAsyncDisposable
{
    /// <summary>Receives what phases say.</summary>
    ILogger Log { get; }

    /// <summary>Receives what buildpacks print.</summary>
    Stream BuildpackOutput { get; }

    /// <summary>Receives how far layers are.</summary>
    IProgress<LayerProgress> Layers { get; }

    /// <summary>Something that takes a while, outside of the phases.</summary>
    void Step(string text);

    /// <summary>A phase begins.</summary>
    void Phase(CreateStep step);

    /// <summary>The build is done.</summary>
    void Finish(BuildSummary summary);

    /// <summary>It is known what a build would do.</summary>
    void Finish(BuildPlan plan);

    /// <summary>The build has failed.</summary>
    void Fail(Exception fault);
}
