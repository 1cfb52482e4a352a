using Buildpacks.Net.Conformance.Cases;

namespace Buildpacks.Net.Conformance.Running;

/// <summary>What the suite cannot do without.</summary>
internal static class Prerequisites
{
    /// <summary>Looks for the programs that the suite starts, and for a lifecycle.</summary>
    /// <exception cref="CaseException">Something is missing; the message says what to do.</exception>
    public static void Require(string binaries)
    {
        foreach ((string program, string package) in new[] { ("bash", "bash"), ("docker-registry", "docker-registry"), ("setpriv", "util-linux") })
        {
            if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))))
            {
                throw new CaseException($"{program} is not in PATH; install the Debian package {package}, or what your system has for it");
            }
        }

        if (!File.Exists(Path.Combine(binaries, "detector")) && !File.Exists(Path.Combine(binaries, "launcher")))
        {
            throw new CaseException($"{binaries} holds neither detector nor launcher; --bin names the folder of a lifecycle");
        }
    }
}
