namespace Buildpacks.Net.Spec.Toml;

/// <summary>How a table came into a document.</summary>
internal enum TomlTableOrigin
{
    /// <summary>By an inline table, or in memory: it is complete.</summary>
    Closed,

    /// <summary>As the parent of a header: a header of its own may still come.</summary>
    Implied,

    /// <summary>By its own header.</summary>
    Header,

    /// <summary>By a dotted key: only dotted keys of the same section add to it, and headers below it.</summary>
    Dotted,
}
