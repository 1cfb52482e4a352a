namespace Buildpacks.Net.Cli.Building;

/// <summary>What a base made from this machine has to carry, and where its layers are made.</summary>
/// <param name="Work">The folders of the build.</param>
/// <param name="Caches">The user's caches.</param>
/// <param name="Launcher">The launcher, which may be a program that needs libraries.</param>
internal sealed record MachineFolders(WorkFolder Work, CacheFolder Caches, string Launcher);
