using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Lifecycle.Privileges;

/// <summary>The user this process runs as, and how it becomes another.</summary>
internal static class CurrentUser
{
    /// <summary>The fault when a phase that runs a buildpack's code is started as root.</summary>
    public const string RefusesRoot = "BPN3901";

    /// <summary>The fault when the process cannot become the user that was asked for.</summary>
    public const string CannotChange = "BPN3902";

    // -1 leaves an id as it is, for setresuid and chown alike.
    private const long Unchanged = -1;

    public static UserAndGroup Get() => new(LibC.EffectiveUserId(), LibC.EffectiveGroupId());

    public static bool IsRoot => LibC.EffectiveUserId() == 0;

    /// <summary>Refuses to go on as root: what buildpacks bring must not run with its rights.</summary>
    /// <exception cref="LifecycleException">The process runs as root.</exception>
    public static void MustNotBeRoot(string phase)
    {
        if (IsRoot)
        {
            throw new LifecycleException(
                RefusesRoot, FailureKind.Generic, $"could not {phase}: refusing to run as root; start this phase as the user of the build image.");
        }
    }

    /// <summary>The user that was asked for; -1 means the one we are.</summary>
    public static UserAndGroup Resolve(long userId, long groupId)
    {
        var now = Get();
        return new UserAndGroup(
            userId == Unchanged ? now.UserId : unchecked((uint)userId),
            groupId == Unchanged ? now.GroupId : unchecked((uint)groupId));
    }

    /// <summary>Becomes the given user for good. Without root's rights nothing is changed: only our own user can be asked for.</summary>
    /// <exception cref="LifecycleException">The system refuses, or we are another user and not root.</exception>
    public static void Become(UserAndGroup wanted)
    {
        var now = Get();
        if (wanted == now)
        {
            return;
        }

        if (!IsRoot)
        {
            throw new LifecycleException(
                CannotChange,
                FailureKind.Generic,
                $"could not run as user {wanted}: this process runs as {now} and only root can change that; "
                + "set CNB_USER_ID and CNB_GROUP_ID (or -uid and -gid) to the user the phase is started as.");
        }

        // The group first: afterwards we would no longer be allowed to. The C library does this in every thread.
        if (LibC.SetGroupId(wanted.GroupId, wanted.GroupId, wanted.GroupId) != 0
            || LibC.SetUserId(wanted.UserId, wanted.UserId, wanted.UserId) != 0)
        {
            throw new LifecycleException(
                CannotChange, FailureKind.Generic, $"could not run as user {wanted}.", PosixException.Last("change user to", wanted.ToString()));
        }
    }
}
