/// <summary>
/// Runs inside the application, before its Main: platforms name the port to listen on in PORT, ASP.NET Core reads
/// ASPNETCORE_HTTP_PORTS. The runtime wants this class in the global namespace with exactly this name.
/// </summary>
#pragma warning disable CA1050 // A startup hook has no namespace.
internal static class StartupHook
#pragma warning restore CA1050
{
    public static void Initialize()
    {
        var port = Environment.GetEnvironmentVariable("PORT");
        if (!string.IsNullOrEmpty(port) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("ASPNETCORE_URLS")))
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_HTTP_PORTS", port);
        }
    }
}
