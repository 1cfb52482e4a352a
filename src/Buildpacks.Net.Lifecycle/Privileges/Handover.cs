using Buildpacks.Net.Lifecycle.Commands;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Lifecycle.Privileges;

/// <summary>Goes from the user a phase was started as to the one that does the work.</summary>
internal static class Handover
{
    /// <summary>As root: remembers credentials, hands the folders over and becomes the user of -uid and -gid. As anyone else: only checks that we are that user.</summary>
    public static async Task ToBuildUserAsync(
        CommandContext context, ImageStores stores, IEnumerable<ImageReference> images, IEnumerable<string?> folders, CancellationToken cancellationToken)
    {
        var user = CurrentUser.Resolve(context.Settings.UserId, context.Settings.GroupId);
        if (CurrentUser.IsRoot)
        {
            await stores.Credentials.RememberAsync(images, cancellationToken).ConfigureAwait(false);
            Volumes.GiveTo(user, folders);
        }

        CurrentUser.Become(user);
    }
}
