using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Cli.Images;

/// <summary>Where layers are kept between builds.</summary>
/// <param name="Directory">A folder; null when there is none.</param>
/// <param name="Volume">A name for a folder among the user's own caches; null when there is none.</param>
/// <param name="Image">An image in a registry; null when there is none.</param>
internal sealed record CacheTarget(string? Directory = null, string? Volume = null, ImageReference? Image = null)
{
    /// <summary>A folder of the image's own among the user's caches.</summary>
    public static CacheTarget Default { get; } = new();

    /// <summary>Reads the flags, in the form that pack has (<c>type=…;format=…;name=…</c>) or as a folder.</summary>
    /// <exception cref="CliException">They say no place.</exception>
    public static CacheTarget Parse(IReadOnlyList<string> texts, string? image, Func<string, string> fullPath)
    {
        var targets = texts.Select(text => Parse(text, fullPath)).OfType<CacheTarget>().ToList();
        if (image is not null)
        {
            targets.Add(new CacheTarget(Image: ParseImage(image)));
        }

        return targets switch
        {
            [] => Default,
            [var one] => one,
            _ => throw CliException.Usage("several caches are given for the build; give one of them."),
        };
    }

    private static CacheTarget? Parse(string text, Func<string, string> fullPath)
    {
        if (!text.Contains('=', StringComparison.Ordinal))
        {
            return new CacheTarget(Directory: fullPath(text));
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (field.Split('=', 2) is not [("type" or "format" or "name" or "source") and var key, { Length: > 0 } value])
            {
                throw Bad(text, $"'{field}' is none of type=, format=, name= and source=");
            }

            fields[key] = value;
        }

        return fields.GetValueOrDefault("type", "build") switch
        {
            "build" => ParseBuild(text, fields, fullPath),
            "launch" => null, // What a daemon keeps of launch layers it keeps by itself.
            var type => throw Bad(text, $"there is no cache of type '{type}', only build and launch"),
        };
    }

    private static CacheTarget ParseBuild(string text, Dictionary<string, string> fields, Func<string, string> fullPath) =>
        (fields.GetValueOrDefault("format", "volume"), fields.GetValueOrDefault("name"), fields.GetValueOrDefault("source")) switch
        {
            ("bind", _, { } source) => new CacheTarget(Directory: fullPath(source)),
            ("bind", _, null) => throw Bad(text, "a folder needs source="),
            ("image", { } name, _) => new CacheTarget(Image: ParseImage(name)),
            ("image", null, _) => throw Bad(text, "an image needs name="),
            ("volume", { } name, _) when name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && name.Trim('.').Length > 0 => new CacheTarget(Volume: name),
            ("volume", { } name, _) => throw Bad(text, $"'{name}' cannot name a folder"),
            ("volume", null, _) => Default,
            var (format, _, _) => throw Bad(text, $"there is no format '{format}', only bind, volume and image"),
        };

    private static ImageReference ParseImage(string text)
    {
        try
        {
            return ImageReference.Parse(text);
        }
        catch (OciException fault)
        {
            throw new CliException(CliException.BadArguments, fault.Message, fault);
        }
    }

    private static CliException Bad(string text, string reason) => CliException.Usage($"--cache '{text}' cannot be used: {reason}.");
}
