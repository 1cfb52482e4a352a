namespace Buildpacks.Net.Spec;

/// <summary>A text is not an id, a name or a version of the kind that was asked for.</summary>
public sealed class InvalidIdException : SpecException
{
    /// <summary>Code: a buildpack or extension id.</summary>
    public const string BuildpackId = "BPN1101";

    /// <summary>Code: a layer name.</summary>
    public const string LayerName = "BPN1102";

    /// <summary>Code: a process type.</summary>
    public const string ProcessType = "BPN1103";

    /// <summary>Code: an API version.</summary>
    public const string ApiVersion = "BPN1104";

    /// <summary>Reports a text that is no id.</summary>
    /// <param name="code">One of the codes of this class.</param>
    /// <param name="text">The text as it was given.</param>
    /// <param name="problem">The whole message: the text, why it is refused, and what is accepted.</param>
    public InvalidIdException(string code, string text, string problem)
        : base(code, problem, cause: null) => Text = text;

    /// <summary>The text as it was given.</summary>
    public string Text { get; }
}
