using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Shared;
using static Buildpacks.Net.Lifecycle.Flags.LifecycleFlags;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>Everything a platform can set, with its values worked out: placeholders filled in, folders absolute.</summary>
/// <param name="values">Flags and variables.</param>
/// <param name="workingDirectory">What relative folders are relative to.</param>
internal sealed class PlatformSettings(FlagValues values, string workingDirectory)
{
    private const string StandardOrder = "/cnb/order.toml";

    public long UserId => values.Number(LifecycleFlags.UserId);

    public long GroupId => values.Number(LifecycleFlags.GroupId);

    public string LayersFolder => Folder(Layers);

    public string AppFolder => Folder(App);

    public string PlatformFolder => Folder(LifecycleFlags.Platform);

    public string BuildpacksFolder => Folder(LifecycleFlags.Buildpacks);

    public string ExtensionsFolder => Folder(Extensions);

    public string BuildConfigFolder => Folder(BuildConfig);

    public string GeneratedFolder => Folder(Generated);

    public string ExtendedFolder => File(Extended);

    public string? CacheFolder => NullIfEmpty(Folder(LifecycleFlags.CacheFolder));

    public string? LaunchCacheFolder => NullIfEmpty(Folder(LaunchCache));

    public string? LayoutFolder => NullIfEmpty(values.Text(LifecycleFlags.LayoutFolder));

    public string LauncherSbomFolder => values.Text(LauncherSbom);

    public string AnalyzedPath => File(Analyzed);

    public string GroupPath => File(Group);

    public string PlanPath => File(Plan);

    public string ReportPath => File(Report);

    public string ProjectMetadataPath => File(ProjectMetadata);

    public string RunPath => values.Text(Run);

    public string StackPath => values.Text(Stack);

    public string SystemPath => values.Text(LifecycleFlags.System);

    public string LauncherPath => values.Text(Launcher);

    /// <summary>The order the platform names; without one, that of the layers folder if it is there, else the builder's.</summary>
    public string OrderPath
    {
        get
        {
            var path = File(Order);
            var isStandard = values.Text(Order) == Order.Default;
            return isStandard && PosixFile.TryStatus(path) is null ? StandardOrder : path;
        }
    }

    public IReadOnlyList<string> Tags => values.List(Tag);

    public string? RunImage => NullIfEmpty(values.Text(LifecycleFlags.RunImage));

    /// <summary>Whether the command line names a run image other than the one of the environment.</summary>
    public bool RunImageIsGiven => RunImage is not null && RunImage != values.Environment[LifecycleFlags.RunImage.Variables[0]];

    public string? DeprecatedRunImage => NullIfEmpty(values.Text(LifecycleFlags.DeprecatedRunImage));

    public string? BuildImage => NullIfEmpty(values.Text(LifecycleFlags.BuildImage));

    public string? PreviousImage => NullIfEmpty(values.Text(LifecycleFlags.PreviousImage));

    public string? CacheImage => NullIfEmpty(values.Text(LifecycleFlags.CacheImage));

    public IReadOnlyList<string> InsecureRegistries => values.List(InsecureRegistry);

    public bool UseDaemon => values.Switch(Daemon);

    public bool UseLayout => values.Switch(Layout);

    public bool SkipLayers => values.IsGiven(SkipRestore) ? values.Switch(SkipRestore) : values.Switch(LifecycleFlags.SkipLayers);

    public bool ParallelExport => values.Switch(LifecycleFlags.Parallel);

    public bool KeepHardLinks => values.Switch(LifecycleFlags.KeepHardLinks);

    public bool KeepXattrs => values.Switch(LifecycleFlags.KeepXattrs);

    public bool VerifyLayers => values.Switch(LifecycleFlags.VerifyLayers);

    public string LayerCompression => values.Text(LifecycleFlags.LayerCompression);

    public bool ForceRebase => values.Switch(Force);

    public string? ProcessType => NullIfEmpty(values.Text(LifecycleFlags.ProcessType));

    public string ExtendKind => values.Text(Kind);

    public string ExecutionEnvironment => values.Text(LifecycleFlags.ExecutionEnvironment);

    private string File(Flag flag)
    {
        var path = values.Text(flag);
        var at = path.IndexOf(LayersPlaceholder, StringComparison.Ordinal);
        return at < 0 ? path : path[..at] + values.Text(Layers) + path[(at + LayersPlaceholder.Length)..];
    }

    private string Folder(Flag flag)
    {
        var path = File(flag);
        return path.Length == 0 ? path : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, workingDirectory));
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
