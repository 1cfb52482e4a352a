namespace Buildpacks.Net.Oci.Images;

/// <summary>Writes image configs with the keys in the order of Go programs; what is empty is left out as they do.</summary>
internal static class ImageConfigWriter
{
    public static byte[] Write(ImageConfig config)
    {
        var json = new GoJsonWriter();
        json.Object(() => WriteMembers(json, config));
        return json.ToUtf8();
    }

    private static void WriteMembers(GoJsonWriter json, ImageConfig config)
    {
        json.Key("architecture").String(config.Architecture);
        json.Optional("author", config.Author);
        json.Optional("container", config.Container);
        json.Key("created").String(config.Created.ToString());
        json.Optional("docker_version", config.DockerVersion);
        if (config.History.Count > 0)
        {
            json.Key("history").Array(config.History, entry => json.Object(() => WriteHistory(json, entry)));
        }

        json.Key("os").String(config.Os);
        json.Key("rootfs").Object(() =>
        {
            json.Key("type").String("layers");
            json.Key("diff_ids").Array(config.DiffIds, id => json.String(id.ToString()));
        });
        json.Key("config").Object(() => WriteContainer(json, config.Config));
        json.Optional("os.version", config.OsVersion);
        json.Optional("variant", config.Variant);
        json.Optional("os.features", config.OsFeatures);
    }

    private static void WriteHistory(GoJsonWriter json, HistoryEntry entry)
    {
        json.Optional("author", entry.Author);
        json.Key("created").String(entry.Created.ToString());
        json.Optional("created_by", entry.CreatedBy);
        json.Optional("comment", entry.Comment);
        json.Optional("empty_layer", entry.EmptyLayer);
    }

    private static void WriteContainer(GoJsonWriter json, ContainerConfig config)
    {
        json.Optional("AttachStderr", config.AttachStderr);
        json.Optional("AttachStdin", config.AttachStdin);
        json.Optional("AttachStdout", config.AttachStdout);
        json.Optional("Cmd", config.Cmd);
        if (config.Healthcheck is { } health)
        {
            json.Key("Healthcheck").Object(() => WriteHealth(json, health));
        }

        json.Optional("Domainname", config.Domainname);
        json.Optional("Entrypoint", config.Entrypoint);
        json.Optional("Env", config.Env);
        json.Optional("Hostname", config.Hostname);
        json.Optional("Image", config.Image);
        json.Optional("Labels", config.Labels);
        json.Optional("OnBuild", config.OnBuild);
        json.Optional("OpenStdin", config.OpenStdin);
        json.Optional("StdinOnce", config.StdinOnce);
        json.Optional("Tty", config.Tty);
        json.Optional("User", config.User);
        json.OptionalSet("Volumes", config.Volumes);
        json.Optional("WorkingDir", config.WorkingDir);
        json.OptionalSet("ExposedPorts", config.ExposedPorts);
        json.Optional("ArgsEscaped", config.ArgsEscaped);
        json.Optional("NetworkDisabled", config.NetworkDisabled);
        json.Optional("MacAddress", config.MacAddress);
        json.Optional("StopSignal", config.StopSignal);
        json.Optional("Shell", config.Shell);
    }

    private static void WriteHealth(GoJsonWriter json, HealthCheck health)
    {
        json.Optional("Test", health.Test);
        json.Optional("Interval", health.Interval);
        json.Optional("Timeout", health.Timeout);
        json.Optional("StartPeriod", health.StartPeriod);
        json.Optional("Retries", health.Retries);
    }
}
