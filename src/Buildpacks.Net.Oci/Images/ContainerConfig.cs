namespace Buildpacks.Net.Oci.Images;

/// <summary>How containers of an image run (OCI image config, <c>config</c>, with Docker's further fields).</summary>
public sealed record ContainerConfig
{
    /// <summary>Docker's <c>AttachStderr</c>.</summary>
    public bool AttachStderr { get; init; }

    /// <summary>Docker's <c>AttachStdin</c>.</summary>
    public bool AttachStdin { get; init; }

    /// <summary>Docker's <c>AttachStdout</c>.</summary>
    public bool AttachStdout { get; init; }

    /// <summary>Default arguments of the entry point.</summary>
    public IReadOnlyList<string> Cmd { get; init; } = [];

    /// <summary>How health is tested, or null.</summary>
    public HealthCheck? Healthcheck { get; init; }

    /// <summary>Docker's <c>Domainname</c>.</summary>
    public string Domainname { get; init; } = string.Empty;

    /// <summary>The program that is started, and its first arguments.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>The environment, each entry <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>Docker's <c>Hostname</c>.</summary>
    public string Hostname { get; init; } = string.Empty;

    /// <summary>Docker's <c>Image</c>.</summary>
    public string Image { get; init; } = string.Empty;

    /// <summary>Free-form metadata.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Docker's <c>OnBuild</c>.</summary>
    public IReadOnlyList<string> OnBuild { get; init; } = [];

    /// <summary>Docker's <c>OpenStdin</c>.</summary>
    public bool OpenStdin { get; init; }

    /// <summary>Docker's <c>StdinOnce</c>.</summary>
    public bool StdinOnce { get; init; }

    /// <summary>Docker's <c>Tty</c>.</summary>
    public bool Tty { get; init; }

    /// <summary>The user (and group) to run as; empty for root.</summary>
    public string User { get; init; } = string.Empty;

    /// <summary>Paths that are volumes.</summary>
    public IReadOnlyCollection<string> Volumes { get; init; } = [];

    /// <summary>The working directory.</summary>
    public string WorkingDir { get; init; } = string.Empty;

    /// <summary>Ports the program listens on, such as <c>8080/tcp</c>.</summary>
    public IReadOnlyCollection<string> ExposedPorts { get; init; } = [];

    /// <summary>Windows' <c>ArgsEscaped</c>.</summary>
    public bool ArgsEscaped { get; init; }

    /// <summary>Docker's <c>NetworkDisabled</c>.</summary>
    public bool NetworkDisabled { get; init; }

    /// <summary>Docker's <c>MacAddress</c>.</summary>
    public string MacAddress { get; init; } = string.Empty;

    /// <summary>The signal that asks the program to end.</summary>
    public string StopSignal { get; init; } = string.Empty;

    /// <summary>The shell for shell-form commands.</summary>
    public IReadOnlyList<string> Shell { get; init; } = [];
}
