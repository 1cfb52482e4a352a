namespace Buildpacks.Net.Lifecycle.Privileges;

/// <summary>A user and a group, by number.</summary>
internal readonly record struct UserAndGroup(uint UserId, uint GroupId)
{
    public override string ToString() => $"{UserId}:{GroupId}";
}
