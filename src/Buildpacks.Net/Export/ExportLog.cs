using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Export;

/// <summary>The log lines of the phase.</summary>
internal static partial class ExportLog
{
    /// <summary>Tells what became of a layer, and why.</summary>
    public static void Tell(ILogger log, PreparedLayer layer)
    {
        var told = layer.ToExported();
        if (layer.Plan.InImage)
        {
            if (told.IsReused)
            {
                Reusing(log, told.Identifier, told.Explanation);
            }
            else
            {
                Adding(log, told.Identifier, told.Explanation);
            }
        }

        if (layer.IsCached)
        {
            Caching(log, told.Identifier);
        }
        else if (layer.CacheProblem is { } problem)
        {
            NotCached(log, told.Identifier, problem);
        }

        Digest(log, told.Identifier, told.DiffId.ToString());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Reusing layer '{Layer}': {Reason}")]
    public static partial void Reusing(ILogger log, string layer, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Adding layer '{Layer}': {Reason}")]
    public static partial void Adding(ILogger log, string layer, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Caching layer '{Layer}'")]
    public static partial void Caching(ILogger log, string layer);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Layer '{Layer}' SHA: {DiffId}")]
    public static partial void Digest(ILogger log, string layer, string diffId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Failed to cache layer '{Layer}': {Reason}")]
    public static partial void NotCached(ILogger log, string layer, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Failed to export cache: {Reason}")]
    public static partial void CacheNotWritten(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Adding label '{Label}'")]
    public static partial void Label(ILogger log, string label);

    [LoggerMessage(Level = LogLevel.Information, Message = "Setting default process type '{Type}'")]
    public static partial void DefaultProcess(ILogger log, string type);

    [LoggerMessage(Level = LogLevel.Information, Message = "no default process type")]
    public static partial void NoDefaultProcess(ILogger log);

    [LoggerMessage(Level = LogLevel.Information, Message = "Saving {Image}...")]
    public static partial void Saving(ILogger log, string image);

    [LoggerMessage(Level = LogLevel.Information, Message = "*** Images ({Identifier}): {Names}")]
    public static partial void Saved(ILogger log, string identifier, string names);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Did not find SBOM {File} in {Folder}")]
    public static partial void SbomMissing(ILogger log, string file, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "Using no layer of the previous image \"{Image}\": {Reason}")]
    public static partial void PreviousUnusable(ILogger log, string image, string reason);
}
