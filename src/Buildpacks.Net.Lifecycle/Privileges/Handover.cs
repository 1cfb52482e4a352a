using Buildpacks.Net.Lifecycle.Commands;

namespace Buildpacks.Net.Lifecycle.Privileges;

/// <summary>Goes from the user a phase was started as to the one that does the work.</summary>
internal static class Handover
{
    /// <summary>As root: hands the folders over and becomes the user of -uid and -gid. As anyone else: only checks that we are that user.</summary>
    public static void ToBuildUser(CommandContext context, params IEnumerable<string?> folders)
    {
        var user = CurrentUser.Resolve(context.Settings.UserId, context.Settings.GroupId);
        if (CurrentUser.IsRoot)
        {
            Volumes.GiveTo(user, folders);
        }

        CurrentUser.Become(user);
    }
}
