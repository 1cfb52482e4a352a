using System.Text;

namespace Buildpacks.Net.Benchmarks;

/// <summary>A folder with the same files on every machine: many small texts, some large binaries, some that do not compress.</summary>
internal static class Corpus
{
    private const int Modified = 1_700_000_000;
    private static readonly string[] Words =
        [.. Enumerable.Range(0, 600).Select(i => $"{(char)('a' + (i % 26))}{(char)('a' + (i / 7 % 26))}{new string((char)('a' + (i * 11 % 26)), 1 + (i % 5))}{i % 17}")];

    /// <summary>Writes about <paramref name="megabytes"/> MB below a folder, unless they are there already.</summary>
    public static string Write(string folder, int megabytes)
    {
        string marker = Path.Combine(folder, $".complete-{megabytes}");
        if (File.Exists(marker))
        {
            return folder;
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var random = new Random(42);
        WriteTexts(Path.Combine(folder, "modules"), megabytes * 1024 / 2 / 12, random);
        WriteBinary(Path.Combine(folder, "runtime"), "program", megabytes * 1024 * 1024 / 4, random, patterned: true);
        WriteBinary(Path.Combine(folder, "cache"), "archive.tgz", megabytes * 1024 * 1024 / 4, random, patterned: false);
        File.WriteAllText(marker, "");
        return folder;
    }

    private static void WriteTexts(string folder, int count, Random random)
    {
        for (int i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            while (text.Length < 4096 + (i % 7 * 2700))
            {
                text.Append(Words[random.Next(random.Next(1, Words.Length))]).Append(random.Next(9) == 0 ? ";\n" : " ");
            }

            Create(Path.Combine(folder, $"package-{i % 61}", $"lib{i % 5}"), $"module-{i}.js", Encoding.ASCII.GetBytes(text.ToString()));
        }
    }

    private static void WriteBinary(string folder, string name, int size, Random random, bool patterned)
    {
        byte[] bytes = new byte[size];
        random.NextBytes(bytes);
        for (int i = 0; patterned && i < size; i++)
        {
            // About as compressible as machine code: zeros, repeats at short distances, noise.
            bytes[i] = (i & 15) < 5 ? (byte)0 : (i & 15) < 11 && i > 512 ? bytes[i - 256 - (i & 240)] : (byte)(bytes[i] & 63);
        }

        Create(folder, name, bytes);
    }

    private static void Create(string folder, string name, byte[] bytes)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddSeconds(Modified));
    }
}
