using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Build;

/// <summary>Puts the processes of all buildpacks together: the last of a type stays (Platform API, metadata.toml).</summary>
internal sealed class ProcessList(ILogger log)
{
    private readonly Dictionary<string, MetadataProcess> _processes = new(StringComparer.Ordinal);

    /// <summary>The type of the last process that was called the default and still is one; empty when there is none.</summary>
    public string DefaultType { get; private set; } = "";

    /// <summary>Adds the processes of one buildpack.</summary>
    public void Add(IEnumerable<MetadataProcess> processes)
    {
        string? redefined = null;
        foreach (var process in processes)
        {
            if (process.Default)
            {
                (DefaultType, redefined) = (process.Type, null);
            }
            else if (process.Type == DefaultType)
            {
                (DefaultType, redefined) = ("", process.Type);
            }

            _processes[process.Type] = process;
        }

        if (redefined is not null)
        {
            BuildLog.DefaultRedefined(log, redefined);
        }
    }

    /// <summary>The processes, sorted by type. Which one is the default is said elsewhere.</summary>
    public IReadOnlyList<MetadataProcess> ToMetadata() =>
        [.. _processes.Values.OrderBy(process => process.Type, PosixText.ByteOrder).Select(process => process with { Default = false })];
}
