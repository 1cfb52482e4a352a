using System.Runtime.InteropServices;

namespace Buildpacks.Net.Lifecycle.Tests.Phases;

/// <summary>With the published executable. <c>dotnet run build.cs -- aot</c> makes it.</summary>
[Trait("needs", "aot")]
public sealed class InterruptedPhasesOfTheBinary() : InterruptedPhases(Published())
{
    private static string Published()
    {
        var rid = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Buildpacks.Net.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "artifacts", "bin", rid, "lifecycle");
    }
}
