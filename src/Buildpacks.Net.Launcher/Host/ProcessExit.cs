namespace Buildpacks.Net.Launcher.Host;

/// <summary>How a process ended.</summary>
internal readonly struct ProcessExit(int code, int signal)
{
    /// <summary>Its exit code, or 128 plus the signal.</summary>
    public int Code => code;

    /// <summary>The signal that ended it, or 0.</summary>
    public int Signal => signal;

    /// <summary>Reads the status that waitpid gives.</summary>
    public static ProcessExit Of(int status)
    {
        var signal = status & 0x7F;
        return signal == 0 ? new ProcessExit((status >> 8) & 0xFF, 0) : new ProcessExit(128 + signal, signal);
    }
}
