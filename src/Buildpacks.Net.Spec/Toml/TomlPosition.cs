namespace Buildpacks.Net.Spec.Toml;

/// <summary>A place in a document.</summary>
/// <param name="Line">Line, from 1; 0 when the value was not read from a document.</param>
/// <param name="Column">Column in characters, from 1.</param>
public readonly record struct TomlPosition(int Line, int Column);
