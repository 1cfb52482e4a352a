using Buildpacks.Net.Cli.MachineBase;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Cli.Tests.MachineBase;

public sealed class ElfReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, false, 62)]
    [InlineData(true, true, 22)]
    [InlineData(false, false, 40)]
    [InlineData(false, true, 20)]
    public void Reads_what_a_program_needs_in_both_widths_and_byte_orders(bool wide, bool big, int machine)
    {
        var elf = Read(new ElfBuilder
        {
            Is64Bit = wide,
            IsBigEndian = big,
            Machine = (ushort)machine,
            Interpreter = "/lib/ld.so",
            Needed = ["libone.so.1", "libtwo.so"],
            RunPath = "$ORIGIN/../lib:/opt/lib",
            Note = """[{"feature":"x","soname":["libnoted.so.4","libnoted.so.3"]}]""",
            Constants = ["libopened.so.7"],
        })!;

        Assert.Equal(new ElfKind(wide, big, (ushort)machine), elf.Kind);
        Assert.Equal("/lib/ld.so", elf.Interpreter);
        Assert.Equal(["libone.so.1", "libtwo.so"], elf.Needed);
        Assert.Equal(["$ORIGIN/../lib", "/opt/lib"], elf.RunPath);
        Assert.Contains("libnoted.so.4", elf.Opened);
        Assert.Contains("libnoted.so.3", elf.Opened);
        Assert.Contains("libopened.so.7", elf.Opened);
    }

    [Fact]
    public void A_run_path_disables_the_older_search_path()
    {
        Assert.Equal(["/a"], Read(new ElfBuilder { Needed = ["libc.so.6"], SearchPath = "/a" })!.SearchPath);
        Assert.Empty(Read(new ElfBuilder { Needed = ["libc.so.6"], SearchPath = "/a", RunPath = "/b" })!.SearchPath);
    }

    [Theory]
    [InlineData("libssl.so.3", true)]
    [InlineData("libicuuc.so", true)]
    [InlineData("libstdc++.so.6", true)]
    [InlineData("libssl.so.", false)]
    [InlineData("libicuuc.so.%d", false)]
    [InlineData("/usr/lib/libssl.so.3", false)]
    [InlineData("cannot load libssl.so.3", false)]
    [InlineData("libfoo.so.dbg", false)]
    [InlineData("lib.so", false)]
    [InlineData("libfoo.socket", false)]
    public void Takes_only_whole_constants_for_names_of_libraries(string constant, bool taken)
    {
        var elf = Read(new ElfBuilder { Needed = ["libc.so.6"], Constants = ["before", constant, "after"] })!;

        Assert.Equal(taken, elf.Opened.Contains(constant));
        Assert.All(elf.Opened, name => Assert.True(name == constant || name == "libc.so.6", name));
    }

    [Fact]
    public void Finds_a_name_wherever_chunks_of_reading_end()
    {
        foreach (var shift in Enumerable.Range(0, 40).Select(step => step * 13))
        {
            var filler = new string('x', (256 * 1024) - 700 + shift);
            var elf = Read(new ElfBuilder { Needed = ["libc.so.6"], Constants = [filler, "libacross.so.1", filler, "libend.so"] })!;
            Assert.Contains("libacross.so.1", elf.Opened);
            Assert.Contains("libend.so", elf.Opened);
        }
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("""[1, null, {"soname":1}, {"soname":[1, null]}]""")]
    [InlineData("[[[[")]
    public void A_note_that_is_malformed_declares_nothing(string note) =>
        Assert.Empty(Read(new ElfBuilder { Note = note })!.Opened);

    [Fact]
    public void Files_of_other_kinds_are_no_elf_files()
    {
        File.WriteAllText(_folder["text"], "hello");
        File.WriteAllBytes(_folder["short"], [0x7F, (byte)'E', (byte)'L', (byte)'F']);

        Assert.Null(ElfReader.TryRead(_folder["text"], searchText: true));
        Assert.Null(ElfReader.TryRead(_folder["short"], searchText: true));
        Assert.Null(ElfReader.TryRead(_folder["absent"], searchText: true));
        Assert.Null(ElfReader.TryRead(_folder.Path, searchText: true));
    }

    [Fact]
    public void A_cut_file_gives_what_is_left_of_it()
    {
        var whole = Sound.Build();
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder["cut"], whole[..length]);
            var elf = ElfReader.TryRead(_folder["cut"], searchText: true);
            Assert.True(elf is null || elf.Needed.Count <= 2);
        }
    }

    [Theory]
    [Trait("kind", "fuzz")]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Mutated_files_neither_crash_nor_hang(bool wide, bool big)
    {
        var whole = (Sound with { Is64Bit = wide, IsBigEndian = big }).Build();
        var random = new Random(20260101);
        var end = TimeProvider.System.GetTimestamp() + (FuzzSeconds * TimeProvider.System.TimestampFrequency);
        byte[] extremes = [0, 1, 0x7F, 0x80, 0xFF];
        for (var round = 0; round < 500 || TimeProvider.System.GetTimestamp() < end; round++)
        {
            var mutated = (byte[])whole.Clone();
            for (var change = random.Next(1, 12); change > 0; change--)
            {
                // Most changes fall on headers and tables, where numbers are.
                var at = random.Next(3) == 0 ? random.Next(4, mutated.Length) : random.Next(4, 300);
                mutated[at] = random.Next(2) == 0 ? extremes[random.Next(extremes.Length)] : (byte)random.Next(256);
            }

            File.WriteAllBytes(_folder["mutated"], mutated);
            var elf = ElfReader.TryRead(_folder["mutated"], searchText: true);
            Assert.True(elf is null || elf.Needed.Count < mutated.Length);
        }
    }

    [Fact]
    public void Many_segments_that_claim_the_whole_file_are_searched_once()
    {
        var file = new byte[8 * 1024 * 1024];
        Sound.Build().CopyTo(file, 0);
        BitConverter.GetBytes((ushort)4096).CopyTo(file, 56);
        for (var at = 4; at < 4096; at++)
        {
            file.AsSpan(64, 56).CopyTo(file.AsSpan(64 + (at * 56)));
            BitConverter.GetBytes((ulong)file.Length).CopyTo(file, 64 + (at * 56) + 32);
        }

        File.WriteAllBytes(_folder["claims"], file);

        Assert.NotNull(ElfReader.TryRead(_folder["claims"], searchText: true));
    }

    private static ElfBuilder Sound => new()
    {
        Interpreter = "/lib64/ld-linux-x86-64.so.2",
        Needed = ["libone.so.1", "libtwo.so.2"],
        RunPath = "$ORIGIN",
        Constants = ["libopened.so.1"],
        Note = """[{"soname":["libnoted.so.1"]}]""",
    };

    private static long FuzzSeconds =>
        long.TryParse(Environment.GetEnvironmentVariable("FUZZ_SECONDS"), out var seconds) ? seconds : 0;

    private ElfFile? Read(ElfBuilder builder)
    {
        File.WriteAllBytes(_folder["file"], builder.Build());
        return ElfReader.TryRead(_folder["file"], searchText: true);
    }
}
