namespace Buildpacks.Net.Launcher;

internal static class Program
{
    private static int Main() => 1;
}
