namespace DotnetBuildpack;

/// <summary>
/// What compilers write into assemblies and symbols in place of the folders of this build: the same on every machine.
/// </summary>
internal static class PathMap
{
    /// <summary>The argument for <c>dotnet publish</c>; where one folder is in another, the inner one comes first.</summary>
    public static string ToArgument(params IEnumerable<(string Folder, string Name)> folders) =>
        "-p:PathMap=" + EscapeForMsBuild(string.Join(
            ',',
            folders.OrderByDescending(f => f.Folder.Length).Select(f => $"{EscapeForCompiler(f.Folder)}={EscapeForCompiler(f.Name)}")));

    private static string EscapeForCompiler(string text) =>
        text.Replace(",", ",,", StringComparison.Ordinal).Replace("=", "==", StringComparison.Ordinal);

    private static string EscapeForMsBuild(string text) =>
        string.Concat(text.Select(c => c is '%' or ',' or ';' or '$' or '@' or '*' or '?' or '"' ? $"%{(int)c:X2}" : c.ToString()));
}
