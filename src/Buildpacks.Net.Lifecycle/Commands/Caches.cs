using Buildpacks.Net.Caching;
using Buildpacks.Net.Lifecycle.Logging;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>Where layers are kept between builds, and where they are put meanwhile.</summary>
internal static class Caches
{
    /// <summary>The cache that was asked for: an image, else a folder, else none.</summary>
    public static ILayerCache? Open(CommandContext context, ImageStores stores)
    {
        if (References.ParseOptional(context.Settings.CacheImage) is { } image)
        {
            return new ImageCache(stores.Registries, image.Reference, SpoolFolder(context), context.Log);
        }

        if (context.Settings.CacheFolder is { } folder)
        {
            return new VolumeCache(folder);
        }

        ProgramLog.NoCache(context.Log);
        return null;
    }

    /// <summary>A folder for temporary files: the system's, or, where its file system is read-only, the layers folder.</summary>
    public static string SpoolFolder(CommandContext context)
    {
        var temporary = Path.TrimEndingDirectorySeparator(Path.GetTempPath());
        return PosixFile.IsWritable(temporary) ? temporary : context.Settings.LayersFolder;
    }
}
