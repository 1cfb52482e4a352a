namespace Buildpacks.Net.Launcher.Toml;

/// <summary>How a table or array came into being, which decides what may be added to it later.</summary>
internal enum TomlOrigin
{
    /// <summary>It stands in front of the last part of a header: it may still get a header of its own.</summary>
    Implied,

    /// <summary>It has a header: no other may define it.</summary>
    Header,

    /// <summary>It stands within a dotted key: more dotted keys may add to it, no header.</summary>
    DottedKey,

    /// <summary>It is written as a value: it is complete.</summary>
    Value,
}
