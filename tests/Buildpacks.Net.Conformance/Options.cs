using System.Globalization;

namespace Buildpacks.Net.Conformance;

/// <summary>What the suite was asked to do.</summary>
internal sealed record Options
{
    public const string Usage = """
        usage: conformance --bin DIR [OPTIONS] [FILTER]

          --bin DIR      the lifecycle to judge: analyzer, detector, restorer, builder, exporter, creator, rebaser, launcher
          FILTER         only cases with this part in their id
          --only GLOB    only cases whose id matches, for instance 'detect/*'
          --list         name the cases and their requirements, run nothing
          --junit FILE   write a report for a CI server
          -result-ctrf FILE  write the counts, as test programs of xunit do
          --all-apis     try every Platform API a case holds for, not only the first and the last
          -j N           run N cases at a time (default: one for each processor)
          --keep         keep the folders of the cases

        The exit code is 0 when no case fails, 1 when one does, 2 when the arguments cannot be used.
        """;

    public string Binaries { get; private init; } = "";

    public string Filter { get; private init; } = "";

    public string Only { get; private init; } = "*";

    public bool List { get; private init; }

    public string? JUnit { get; private init; }

    public string? Ctrf { get; private init; }

    public bool AllApis { get; private init; }

    public int Jobs { get; private init; } = Environment.ProcessorCount;

    public bool Keep { get; private init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">They cannot be used.</exception>
    public static Options Parse(string[] arguments)
    {
        var options = new Options();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out string? argument))
        {
            options = argument switch
            {
                "--bin" => options with { Binaries = Path.GetFullPath(Value()) },
                "--only" => options with { Only = Value() },
                "--list" => options with { List = true },
                "--junit" => options with { JUnit = Value() },
                "-result-ctrf" => options with { Ctrf = Value() },
                "--all-apis" => options with { AllApis = true },
                "-j" => options with { Jobs = int.Parse(Value(), NumberStyles.None, CultureInfo.InvariantCulture) },
                "--keep" => options with { Keep = true },
                ['-', ..] => throw new ArgumentException($"there is no option {argument}"),
                _ => options with { Filter = argument },
            };

            string Value() => rest.TryDequeue(out string? value) ? value : throw new ArgumentException($"{argument} needs a value");
        }

        return options.List || options.Binaries.Length > 0 ? options : throw new ArgumentException("--bin is missing");
    }
}
