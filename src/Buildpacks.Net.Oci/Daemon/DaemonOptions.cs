using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buildpacks.Net.Oci.Daemon;

/// <summary>How a Docker daemon is talked to. Everything comes from here: no environment is read.</summary>
public sealed record DaemonOptions
{
    /// <summary>The address that is usual on Linux.</summary>
    public const string DefaultHost = "unix:///var/run/docker.sock";

    /// <summary>The daemon's address, as in <c>DOCKER_HOST</c>: <c>unix:///path</c>, or <c>tcp://host:port</c> without TLS.</summary>
    public string Host { get; init; } = DefaultHost;

    /// <summary>
    /// Makes a connection to the daemon; null to connect to <see cref="Host"/>. A process that gives up its rights hands
    /// out connections here that it has made before.
    /// </summary>
    public Func<CancellationToken, ValueTask<Stream>>? Connect { get; init; }

    /// <summary>A folder for copies of layers that have to be read out of the daemon; they are gone when they are closed.</summary>
    public string SpoolDirectory { get; init; } = Path.GetTempPath();

    /// <summary>How long a connection may take to come about.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a transfer may stand still. There is no limit to how long it may take.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Receives what is worth telling.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;
}
