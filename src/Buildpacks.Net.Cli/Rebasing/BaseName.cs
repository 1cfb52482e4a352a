using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Cli.MachineBase;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Cli.Rebasing;

/// <summary>Whether the base that an image names can be found from here.</summary>
internal static class BaseName
{
    /// <summary>Explains why not, before anything is looked for.</summary>
    /// <exception cref="LifecycleException">It cannot: its name is that of no image in a registry.</exception>
    public static void Check(ExistingImage app)
    {
        var name = app.Name.Text;
        if (app.Image.Config.GetLabel(ImageTarget.IdLabel) == MachineBaseImage.Id)
        {
            throw Fault($"could not rebase {name}: its base was made from the files of the machine that built it "
                + $"(label {ImageTarget.IdLabel}={MachineBaseImage.Id}), so there is no newer one to be found; build it anew, "
                + "or name a base that has everything it needs with --run-image, and --force.");
        }

        var named = RebaseObjections.NamedBases(app.Image);
        if (named.Count > 0 && named.All(IsLocal))
        {
            throw Fault($"could not rebase {name}: its base {named[0]} was in a folder or file of the machine that built it; "
                + "name the new one with --run-image.");
        }
    }

    private static bool IsLocal(string text) =>
        ImageReference.TryParse(text, out var reference) && reference.Registry == PlaceName.LocalRegistry;

    private static LifecycleException Fault(string message) => new(CliException.NoBase, FailureKind.Rebase, message);
}
