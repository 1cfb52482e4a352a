using System.Text.Json;
using System.Text.RegularExpressions;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Launcher.Tests;

/// <summary>What is in the executable that is shipped, and that it does not grow.</summary>
[Trait("needs", "aot")]
public sealed partial class WhatIsLinked
{
    /// <summary>Bytes; a static C program that does nothing has 680,000 of them.</summary>
    private const int LargestSize = 850_000;

    private const int MostMethods = 640;

    /// <summary>What only a program has that talks to networks, users' databases, threads or a runtime.</summary>
    private static readonly string[] Forbidden =
    [
        "getaddrinfo", "gethostbyname", "socket", "connect", "res_query", "SSL_new", "EVP_DigestInit", "inflate", "deflate", "pthread_create",
        "getpwnam", "getpwuid", "getgrnam", "getgrouplist", "__nss_database_get", "RhInitialize", "RhpNewFast", "RhpNewArray", "GC_Initialize", "system", "popen",
    ];

    [Fact]
    public async Task It_is_static_stripped_and_small()
    {
        var description = await Command.TryAsync("ldd", NativeLauncher.Path);
        Assert.Contains("not a dynamic executable", description.Output + description.Errors);
        Assert.InRange(new FileInfo(NativeLauncher.Path).Length, 1, LargestSize);
        Assert.Contains("no symbols", (await Command.TryAsync("nm", NativeLauncher.Path)).Errors);
    }

    [Fact]
    public async Task One_assembly_is_compiled_into_it()
    {
        var methods = (await SymbolsAsync()).Where(symbol => symbol.Contains("__", StringComparison.Ordinal) && Mangled().IsMatch(symbol)).ToList();
        Assert.All(methods, method => Assert.StartsWith("launcher_", method));
        Assert.InRange(methods.Count, 1, MostMethods);
    }

    [Fact]
    public async Task Its_own_methods_are_those_of_its_rooms_and_of_the_stand_in_for_the_core_library()
    {
        var rooms = (await SymbolsAsync()).Select(symbol => Room().Match(symbol)).Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(
            ["Buildpacks_Net_Launcher_Entry", "Buildpacks_Net_Launcher_Env", "Buildpacks_Net_Launcher_ExecD", "Buildpacks_Net_Launcher_Explain", "Buildpacks_Net_Launcher_Fault",
                "Buildpacks_Net_Launcher_Faults", "Buildpacks_Net_Launcher_Host", "Buildpacks_Net_Launcher_Init", "Buildpacks_Net_Launcher_Launch", "Buildpacks_Net_Launcher_Memory",
                "Buildpacks_Net_Launcher_Shell", "Buildpacks_Net_Launcher_Toml", "Buildpacks_Net_Launcher_Unreachable", "Internal_Runtime", "System_ReadOnlySpan", "System_Runtime",
                "System_SpanHelpers"],
            rooms);
    }

    [Fact]
    public async Task Nothing_is_linked_that_a_launch_does_not_need() => Assert.Empty((await SymbolsAsync()).Intersect(Forbidden));

    [Theory]
    [InlineData("cdx")]
    [InlineData("spdx")]
    [InlineData("syft")]
    public async Task Its_bill_of_materials_names_exactly_what_is_in_it(string format)
    {
        var text = await File.ReadAllTextAsync($"{NativeLauncher.Path}.sbom.{format}.json", TestContext.Current.CancellationToken);
        Assert.DoesNotContain('@' + "VERSION", text);
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var parts = format switch
        {
            "cdx" => Names(root.GetProperty("components"), "version").Append(Name(root.GetProperty("metadata").GetProperty("component"), "version")),
            "spdx" => Names(root.GetProperty("packages"), "versionInfo"),
            _ => Names(root.GetProperty("artifacts"), "version"),
        };
        Assert.Equal(["glibc", "launcher", "libgcc"], parts.Select(part => part.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.All(parts, part => Assert.Matches(@"^\w+ \d[\d.]*$", part));
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(NativeLauncher.Path, TestContext.Current.CancellationToken)));
        Assert.Contains(hash, text);
    }

    private static IEnumerable<string> Names(JsonElement parts, string version) => parts.EnumerateArray().Select(part => Name(part, version));

    private static string Name(JsonElement part, string version) => $"{part.GetProperty("name").GetString()} {part.GetProperty(version).GetString()}";

    private static async Task<IReadOnlyList<string>> SymbolsAsync() =>
        [.. (await Command.RunAsync("nm", "--defined-only", NativeLauncher.Symbols)).Split('\n').Where(line => line.Length > 19).Select(line => line[19..])];

    // Compiled methods are named ASSEMBLY_Namespace_Type__Method.
    [GeneratedRegex(@"^(?:S_P_|System_|Internal_|Tomlyn|Buildpacks_|Microsoft_|launcher_)")]
    private static partial Regex Mangled();

    [GeneratedRegex(@"^launcher_(Buildpacks_Net_Launcher_[A-Za-z]+|System_[A-Za-z]+|Internal_[A-Za-z]+)")]
    private static partial Regex Room();
}
