namespace Buildpacks.Net.Launcher.Toml;

/// <summary>What a TOML value is.</summary>
internal enum TomlKind
{
    Table,
    Array,
    String,
    Boolean,
    Integer,
    Float,
    DateTime,
}
