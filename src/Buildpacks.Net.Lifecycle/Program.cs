namespace Buildpacks.Net.Lifecycle;

internal static class Program
{
    private static int Main() => 1;
}
