using System.Text.Json;
using System.Text.Json.Nodes;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Rebase;

/// <summary>
/// The lifecycle metadata label of the image to rebase. It is changed in its place, not read and written anew, so that
/// what other lifecycles have put into it, old and new, stays as it is.
/// </summary>
internal sealed class RebasedLabel
{
    private readonly Image _app;
    private readonly JsonObject _root;

    private RebasedLabel(Image app, JsonObject root, LifecycleMetadata metadata)
    {
        _app = app;
        _root = root;
        Metadata = metadata;
    }

    /// <summary>What the label says of run images; the rest of it is not read.</summary>
    public LifecycleMetadata Metadata { get; }

    /// <summary>diffID of the topmost layer of the old base.</summary>
    public string TopLayer => Metadata.RunImage.TopLayer;

    /// <summary>Reads the label of an image.</summary>
    /// <exception cref="LifecycleException">It is not JSON, or what it says of run images has the wrong form.</exception>
    public static RebasedLabel Read(Image app, ImageName name)
    {
        try
        {
            var json = app.Config.GetLabel(LifecycleMetadataLabel.Name);
            var root = string.IsNullOrEmpty(json) ? [] : JsonNode.Parse(json)?.AsObject() ?? [];
            var relevant = new JsonObject
            {
                ["runImage"] = root["runImage"]?.DeepClone(),
                ["stack"] = root["stack"]?.DeepClone(),
            };
            var metadata = LifecycleMetadataLabel.TryParse(relevant.ToJsonString()) ?? throw new FormatException("a value has the wrong type");
            return new RebasedLabel(app, root, metadata);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw RebaseFault.Of(
                RebaseFault.BadMetadata, $"the label {LifecycleMetadataLabel.Name} of {name} cannot be read; build the image anew.", fault);
        }
    }

    /// <summary>The labels of the image once it stands on a new base.</summary>
    /// <exception cref="LifecycleException">The label does not know the new base, and the rebase is not forced.</exception>
    public IReadOnlyDictionary<string, string> Onto(RebaseInputs inputs, Image newBase, ImageName name)
    {
        var runImage = _root["runImage"]?.AsObject() ?? [];
        _root["runImage"] = runImage;
        runImage["topLayer"] = newBase.Layers is [.., var top]
            ? top.DiffId.ToString()
            : throw RebaseFault.Of(RebaseFault.Incompatible, $"the new base {name} has no layers.");
        runImage["reference"] = newBase.Identifier;
        if (inputs.Features.HasForcedRebase && !Knows(name))
        {
            if (!inputs.Force)
            {
                throw RebaseFault.Of(
                    RebaseFault.Incompatible,
                    $"{inputs.AppImage} was not built for the base {name}: its labels do not name it; override with -force.");
            }

            RebaseLog.UnknownBase(inputs.Log, name.Text);
            NameBase(runImage, name);
        }

        return new Dictionary<string, string>(_app.Config.Config.Labels, StringComparer.Ordinal) { [LifecycleMetadataLabel.Name] = Write() };
    }

    private void NameBase(JsonObject runImage, ImageName name)
    {
        runImage["image"] = name.Text;
        runImage.Remove("mirrors");
        _root["stack"] = new JsonObject { ["runImage"] = new JsonObject { ["image"] = name.Text } };
    }

    private bool Knows(ImageName name)
    {
        IEnumerable<string> known = [Metadata.RunImage.Image, .. Metadata.RunImage.Mirrors];
        if (Metadata.StackRunImage is { } stack)
        {
            known = [.. known, stack.Image, .. stack.Mirrors];
        }

        var wanted = WithoutDigest(name.Text);
        return known.Any(text => WithoutDigest(text) == wanted);
    }

    // Names are compared with their tags; a digest behind one is not part of what the label names.
    private static string WithoutDigest(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? text : text[..at];
        return ImageReference.TryParse(name, out var reference) ? reference.Name : text;
    }

    private string Write()
    {
        using var document = JsonDocument.Parse(_root.ToJsonString());
        var json = new GoJsonWriter();
        JsonCopy.Write(json, document.RootElement);
        return json.ToString();
    }
}
