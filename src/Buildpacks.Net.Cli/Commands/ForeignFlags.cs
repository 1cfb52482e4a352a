namespace Buildpacks.Net.Cli.Commands;

/// <summary>Flags of <c>pack</c> that mean nothing here, and what to do instead.</summary>
internal static class ForeignFlags
{
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["--builder"] = "there is no builder image here: name the buildpacks with --buildpack and the base with --run-image",
        ["-B"] = "there is no builder image here: name the buildpacks with --buildpack and the base with --run-image",
        ["--pull-policy"] = "nothing is pulled into a daemon: layers of the run image are mounted or copied only where they are missing",
        ["--network"] = "buildpacks run in this process's own environment and network",
        ["--volume"] = "buildpacks run in this process's own environment and see its files",
        ["--docker-host"] = "phases run in this process; set DOCKER_HOST for --output docker",
        ["--trust-builder"] = "there is no builder image here, so none to trust",
        ["--trust-extra-buildpacks"] = "every buildpack that is named runs with your own privileges; name only those you trust",
        ["--lifecycle-image"] = "the lifecycle is part of this program",
        ["--extension"] = "image extensions are not supported yet",
        ["--gid"] = "files of the image belong to the user of the run image",
        ["--uid"] = "files of the image belong to the user of the run image",
        ["--platform"] = "images are built for the machine that builds",
        ["--sparse"] = "layouts are always complete",
    };

    /// <summary>A parse error in better words; null when it is about something else.</summary>
    public static string? Explain(string message)
    {
        var flag = message.Split('\'') is [_, var quoted, ..] ? quoted.Split('=')[0] : "";
        return Reasons.TryGetValue(flag, out var reason) ? $"{flag} is a flag of pack that is not needed: {reason}" : null;
    }
}
