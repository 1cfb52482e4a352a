namespace Buildpacks.Net.Lifecycle.Flags;

/// <summary>What kind of value a flag takes.</summary>
internal enum FlagKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>True or false; alone it means true, and a value needs "=".</summary>
    Switch,

    /// <summary>A whole number, with Go's base prefixes.</summary>
    Number,

    /// <summary>A text that may be given several times.</summary>
    List,

    /// <summary>A Go duration such as 336h.</summary>
    Duration,
}
