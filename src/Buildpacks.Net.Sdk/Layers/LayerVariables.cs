using System.Text;

namespace Buildpacks.Net.Sdk.Layers;

/// <summary>Writes environment variables of one layer and scope (Buildpack specification, "Environment Variable Modification Rules").</summary>
public sealed class LayerVariables
{
    private readonly string _folder;

    internal LayerVariables(string folder) => _folder = folder;

    /// <summary>The value is set, whatever it was.</summary>
    public void Override(string name, string value) => Write(name, "override", value);

    /// <summary>The value is set if the variable is empty or not there.</summary>
    public void Default(string name, string value) => Write(name, "default", value);

    /// <summary>The value goes before what is there, with the delimiter between them.</summary>
    public void Prepend(string name, string value, string delimiter)
    {
        Write(name, "prepend", value);
        Write(name, "delim", delimiter);
    }

    /// <summary>The value goes behind what is there, with the delimiter between them.</summary>
    public void Append(string name, string value, string delimiter)
    {
        Write(name, "append", value);
        Write(name, "delim", delimiter);
    }

    private void Write(string name, string action, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.AsSpan().ContainsAny("./=\0"))
        {
            throw new ArgumentException($"An environment variable cannot have the name {name}.", nameof(name));
        }

        Directory.CreateDirectory(_folder);

        // Values are taken over byte for byte, so no newline and no byte order mark is added.
        File.WriteAllBytes(Path.Combine(_folder, $"{name}.{action}"), Encoding.UTF8.GetBytes(value));
    }
}
