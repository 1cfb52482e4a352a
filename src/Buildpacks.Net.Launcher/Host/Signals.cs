namespace Buildpacks.Net.Launcher.Host;

/// <summary>The numbers of the signals that the launcher knows by name; they are the same on x64 and arm64.</summary>
internal static class Signals
{
    public const int Hangup = 1;
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Child = 17;
    public const int TerminalInput = 21;
    public const int TerminalOutput = 22;

    /// <summary>The C library's own two; posix_spawn would leave them ignored.</summary>
    public const int FirstOfLibrary = 32;
    public const int SecondOfLibrary = 33;
}
