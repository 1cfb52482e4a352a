using System.Runtime.InteropServices;

namespace Buildpacks.Net.Launcher.Tests;

/// <summary>The executable that is shipped. <c>dotnet run build.cs -- aot</c> makes it.</summary>
internal static class NativeLauncher
{
    private static readonly string Rid = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    /// <summary>The executable; its bills of materials lie beside it.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Artifacts(), "bin", Rid, "launcher");

    /// <summary>Its symbols, which the executable itself does not have any more.</summary>
    public static string Symbols { get; } = System.IO.Path.Combine(Artifacts(), "publish", Rid, "launcher", "launcher.dbg");

    private static string Artifacts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Buildpacks.Net.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder!.FullName, "artifacts");
    }
}
