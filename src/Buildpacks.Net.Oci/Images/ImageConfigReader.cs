using System.Text.Json;

namespace Buildpacks.Net.Oci.Images;

/// <summary>Reads image configs.</summary>
internal static class ImageConfigReader
{
    public static ImageConfig Read(ReadOnlyMemory<byte> json, string subject) =>
        JsonDocumentReader.Read(json, "config", subject, ReadConfig);

    private static ImageConfig ReadConfig(JsonDocumentReader reader, JsonElement config)
    {
        var files = reader.Object(config, "rootfs");
        return new ImageConfig
        {
            Architecture = reader.Text(config, "architecture"),
            Author = reader.Text(config, "author"),
            Container = reader.Text(config, "container"),
            Created = reader.Time(config, "created"),
            DockerVersion = reader.Text(config, "docker_version"),
            History = reader.List(config, "history", entry => ReadHistory(reader, entry)),
            Os = reader.Text(config, "os"),
            DiffIds = files is null
                ? []
                : [.. reader.Texts(files.Value, "diff_ids").Select(id => reader.DigestOf(id, "rootfs.diff_ids"))],
            Config = reader.Object(config, "config") is { } container ? ReadContainer(reader, container) : new(),
            OsVersion = reader.Text(config, "os.version"),
            Variant = reader.Text(config, "variant"),
            OsFeatures = reader.Texts(config, "os.features"),
        };
    }

    private static HistoryEntry ReadHistory(JsonDocumentReader reader, JsonElement entry) =>
        entry.ValueKind != JsonValueKind.Object
            ? throw reader.Invalid("'history' holds something that is no object")
            : new HistoryEntry
            {
                Author = reader.Text(entry, "author"),
                Created = reader.Time(entry, "created"),
                CreatedBy = reader.Text(entry, "created_by"),
                Comment = reader.Text(entry, "comment"),
                EmptyLayer = reader.Flag(entry, "empty_layer"),
            };

    private static ContainerConfig ReadContainer(JsonDocumentReader reader, JsonElement config) => new()
    {
        AttachStderr = reader.Flag(config, "AttachStderr"),
        AttachStdin = reader.Flag(config, "AttachStdin"),
        AttachStdout = reader.Flag(config, "AttachStdout"),
        Cmd = reader.Texts(config, "Cmd"),
        Healthcheck = reader.Object(config, "Healthcheck") is { } health ? ReadHealth(reader, health) : null,
        Domainname = reader.Text(config, "Domainname"),
        Entrypoint = reader.Texts(config, "Entrypoint"),
        Env = reader.Texts(config, "Env"),
        Hostname = reader.Text(config, "Hostname"),
        Image = reader.Text(config, "Image"),
        Labels = reader.TextMap(config, "Labels"),
        OnBuild = reader.Texts(config, "OnBuild"),
        OpenStdin = reader.Flag(config, "OpenStdin"),
        StdinOnce = reader.Flag(config, "StdinOnce"),
        Tty = reader.Flag(config, "Tty"),
        User = reader.Text(config, "User"),
        Volumes = reader.Set(config, "Volumes"),
        WorkingDir = reader.Text(config, "WorkingDir"),
        ExposedPorts = reader.Set(config, "ExposedPorts"),
        ArgsEscaped = reader.Flag(config, "ArgsEscaped"),
        NetworkDisabled = reader.Flag(config, "NetworkDisabled"),
        MacAddress = reader.Text(config, "MacAddress"),
        StopSignal = reader.Text(config, "StopSignal"),
        Shell = reader.Texts(config, "Shell"),
    };

    private static HealthCheck ReadHealth(JsonDocumentReader reader, JsonElement health) => new()
    {
        Test = reader.Texts(health, "Test"),
        Interval = reader.Number(health, "Interval"),
        Timeout = reader.Number(health, "Timeout"),
        StartPeriod = reader.Number(health, "StartPeriod"),
        Retries = reader.Number(health, "Retries"),
    };
}
