using static Buildpacks.Net.Cli.Tests.MachineBase.FakeMachine;

namespace Buildpacks.Net.Cli.Tests.MachineBase;

/// <summary>Which programs of a machine come into the image.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly FakeMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task A_program_comes_with_its_links_and_libraries()
    {
        _machine.Add("/usr/bin/tool-2", Program("libtool.so.1"), executable: true);
        _machine.Link("/etc/alternatives/tool", "/usr/bin/tool-2");
        _machine.Link("/usr/local/bin/tool", "/etc/alternatives/tool");
        _machine.Add($"{Libraries}/libtool.so.1", Library());

        using var image = await _machine.BuildAsync("tool");

        Assert.True(image.Has("/usr/local/bin/tool"));
        Assert.True(image.Has("/etc/alternatives/tool"));
        Assert.True(image.Has("/usr/bin/tool-2"));
        Assert.True(image.Has($"{Libraries}/libtool.so.1"));
        Assert.False(image.Has("/usr/bin/dash"));
    }

    [Fact]
    public async Task Bash_brings_the_shell_that_others_ask_for()
    {
        _machine.Add("/usr/bin/bash", Program("libc.so.6"), executable: true);

        using var image = await _machine.BuildAsync("bash");

        Assert.True(image.Has("/usr/bin/bash"));
        Assert.Equal("dash", new FileInfo(image["/usr/bin/sh"]).LinkTarget);
    }

    [Theory]
    [InlineData("#!/bin/sh\n", "/usr/bin/dash")]
    [InlineData("#! /usr/bin/perl -w\r\n", "/usr/bin/perl")]
    [InlineData("#!/usr/bin/env perl\n", "/usr/bin/perl")]
    [InlineData("#!/usr/bin/env -S A=1 perl -w\n", "/usr/bin/env")]
    [InlineData("#!/usr/bin/env -S A=1 perl -w\n", "/usr/bin/perl")]
    public async Task Scripts_of_the_application_bring_their_interpreters(string line, string expected)
    {
        _machine.Add("/usr/bin/env", Program("libc.so.6"), executable: true);
        _machine.Add("/usr/bin/perl", Program("libc.so.6"), executable: true);
        _machine.AddToApp("bin/start", line);

        using var image = await _machine.BuildAsync();

        Assert.True(image.Has(expected));
    }

    [Fact]
    public async Task A_link_to_a_program_of_the_machine_brings_it()
    {
        _machine.Add("/usr/bin/python3", Program("libc.so.6"), executable: true);
        File.CreateSymbolicLink(Path.Combine(_machine.App, "python"), "/usr/bin/python3");
        File.CreateSymbolicLink(Path.Combine(_machine.App, "dangling"), "/nowhere");

        using var image = await _machine.BuildAsync();

        Assert.True(image.Has("/usr/bin/python3"));
    }

    [Fact]
    public async Task Files_of_an_application_that_lies_in_the_machine_are_not_taken()
    {
        _machine.Add("/layers/tool/bin/start", "#!/layers/tool/bin/run\n", executable: true);
        _machine.Add("/layers/tool/bin/run", Program("libinner.so"), executable: true);
        _machine.Add("/layers/tool/bin/app", Program("libinner.so") with { RunPath = "/layers/tool/lib" }, executable: true);
        _machine.Add("/layers/tool/lib/libinner.so", Library());

        using var image = await UnpackedImage.CreateAsync(
            _machine.Root, [_machine.Root + "/layers"], ["/layers/tool/bin/start", "run"]);

        Assert.False(image.Has("/layers"));
        Assert.DoesNotContain(image.Log.Warnings, line => line.Contains("libinner", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scripts_that_are_not_executable_bring_nothing()
    {
        _machine.AddToApp("notes", "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(_machine.App, "notes"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        using var image = await _machine.BuildAsync();

        Assert.False(image.Has("/usr/bin/dash"));
    }

    [Fact]
    public async Task A_script_of_the_machine_brings_its_interpreter_too()
    {
        _machine.Add("/usr/bin/wrapper", "#!/usr/bin/wrapper2\n", executable: true);
        _machine.Add("/usr/bin/wrapper2", "#!/usr/bin/env wrapper\n", executable: true);
        _machine.Add("/usr/bin/env", Program("libc.so.6"), executable: true);

        using var image = await _machine.BuildAsync("wrapper");

        Assert.True(image.Has("/usr/bin/wrapper2"));
        Assert.True(image.Has("/usr/bin/env"));
    }

    [Fact]
    public async Task A_command_that_the_application_brings_is_not_taken_from_the_machine()
    {
        _machine.Add("/usr/bin/node", Program("libc.so.6"), executable: true);
        _machine.AddToApp("node/bin/node", Program("libc.so.6"));

        using var image = await _machine.BuildAsync("node");

        Assert.False(image.Has("/usr/bin/node"));
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("/absent/program")]
    [InlineData("../../bin/sh")]
    [InlineData("")]
    [InlineData("/etc/secret")]
    [InlineData("/usr/bin/data")]
    public async Task What_is_no_program_of_the_machine_is_left_out(string program)
    {
        _machine.Add("/etc/secret", "#!/bin/sh\n");
        _machine.Add("/usr/bin/data", "neither program nor script", executable: true);

        using var image = await _machine.BuildAsync(program);

        Assert.False(image.Has("/etc/secret"));
        Assert.False(image.Has("/usr/bin/data"));
        Assert.Empty(Directory.GetFiles(image["/usr/bin"]));
    }
}
