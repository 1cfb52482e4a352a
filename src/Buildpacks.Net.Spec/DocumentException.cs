using System.Globalization;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec;

/// <summary>A document cannot be read: the person who wrote it has to fix the named place.</summary>
public sealed class DocumentException : SpecException
{
    /// <summary>Code: the text is not TOML.</summary>
    public const string InvalidToml = "BPN1001";

    /// <summary>Code: a key has a value of another type than the specification gives it.</summary>
    public const string WrongType = "BPN1002";

    /// <summary>Code: a key that must be there is missing.</summary>
    public const string MissingKey = "BPN1003";

    /// <summary>Code: a value is of the right type, but not one that is allowed.</summary>
    public const string InvalidValue = "BPN1004";

    /// <summary>Code: a key is there that this version of the document does not allow.</summary>
    public const string ForbiddenKey = "BPN1005";

    /// <summary>Code: the file cannot be opened or read.</summary>
    public const string Unreadable = "BPN1006";

    /// <summary>Reports a fault in a document.</summary>
    /// <param name="code">One of the codes of this class.</param>
    /// <param name="file">The file as the caller named it.</param>
    /// <param name="position">Where in the file; default when no place can be named.</param>
    /// <param name="problem">What is wrong there, without file and place.</param>
    /// <param name="cause">The fault below, if any.</param>
    public DocumentException(string code, string file, TomlPosition position, string problem, Exception? cause = null)
        : base(code, Describe(file, position, problem), cause)
    {
        File = file;
        Position = position;
        Problem = problem;
    }

    /// <summary>The file as the caller named it.</summary>
    public string File { get; }

    /// <summary>Where in the file; line 0 when no place can be named.</summary>
    public TomlPosition Position { get; }

    /// <summary>What is wrong, without file and place.</summary>
    public string Problem { get; }

    private static string Describe(string file, TomlPosition position, string problem) =>
        position.Line == 0
            ? $"{file}: {problem}"
            : string.Create(CultureInfo.InvariantCulture, $"{file}:{position.Line}:{position.Column}: {problem}");
}
