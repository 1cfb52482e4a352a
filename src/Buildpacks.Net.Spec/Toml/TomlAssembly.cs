using Tomlyn.Syntax;

namespace Buildpacks.Net.Spec.Toml;

/// <summary>
/// Puts the parts of a parsed document together: headers and dotted keys become nested tables, each defined once.
/// </summary>
internal sealed class TomlAssembly(string file)
{
    public TomlTable Assemble(DocumentSyntax document)
    {
        var root = new TomlTable { Position = new TomlPosition(1, 1), Origin = TomlTableOrigin.Header };
        AddAll(root, document.KeyValues);
        foreach (var section in document.Tables)
        {
            AddAll(Open(root, section), section.Items);
        }

        return root;
    }

    /// <summary>Finds or makes the table that a header names.</summary>
    private TomlTable Open(TomlTable root, TableSyntaxBase section)
    {
        var parts = Parts(section.Name!);
        var parent = root;
        foreach (var part in parts.Take(parts.Count - 1))
        {
            parent = Descend(parent, part);
        }

        return section is TableArraySyntax ? Append(parent, parts[^1]) : Define(parent, parts[^1]);
    }

    /// <summary>Follows one part of a header; tables that are not there yet are implied.</summary>
    private TomlTable Descend(TomlTable parent, KeyPart part) => Find(parent, part) switch
    {
        null => Add(parent, part, new TomlTable { Position = part.Position, Origin = TomlTableOrigin.Implied }),
        TomlTable { Origin: not TomlTableOrigin.Closed } table => table,
        TomlArray { IsOpen: true } array => (TomlTable)array[^1],
        var other => throw Fault(part, $"\"{part.Name}\" is {other.TypeName} already and cannot be extended"),
    };

    private TomlTable Define(TomlTable parent, KeyPart part)
    {
        switch (Find(parent, part))
        {
            case null:
                return Add(parent, part, new TomlTable { Position = part.Position, Origin = TomlTableOrigin.Header });
            case TomlTable { Origin: TomlTableOrigin.Implied } table:
                table.Origin = TomlTableOrigin.Header;
                return table;
            default:
                throw Fault(part, $"\"{part.Name}\" is defined twice");
        }
    }

    private TomlTable Append(TomlTable parent, KeyPart part)
    {
        var array = Find(parent, part) switch
        {
            null => Add(parent, part, new TomlArray { Position = part.Position, IsOpen = true }),
            TomlArray { IsOpen: true } open => open,
            var other => throw Fault(part, $"\"{part.Name}\" is {other.TypeName} already and cannot be extended"),
        };
        var table = new TomlTable { Position = part.Position, Origin = TomlTableOrigin.Header };
        array.Add(table);
        return table;
    }

    private void AddAll(TomlTable table, SyntaxList<KeyValueSyntax> entries)
    {
        foreach (var entry in entries)
        {
            AddEntry(table, entry);
        }
    }

    private void AddEntry(TomlTable table, KeyValueSyntax entry)
    {
        var parts = Parts(entry.Key!);
        var parent = table;
        foreach (var part in parts.Take(parts.Count - 1))
        {
            parent = Find(parent, part) switch
            {
                null => Add(parent, part, new TomlTable { Position = part.Position, Origin = TomlTableOrigin.Dotted }),
                TomlTable { Origin: TomlTableOrigin.Dotted } dotted => dotted,
                var other => throw Fault(part, $"\"{part.Name}\" is {other.TypeName} already and cannot be extended"),
            };
        }

        if (Find(parent, parts[^1]) is not null)
        {
            throw Fault(parts[^1], $"\"{parts[^1].Name}\" is defined twice");
        }

        Add(parent, parts[^1], Value(entry.Value!));
    }

    private TomlValue Value(ValueSyntax syntax)
    {
        var position = TomlReader.Position(syntax.Span);
        switch (syntax)
        {
            case StringValueSyntax text:
                return new TomlString(text.Value ?? "") { Position = position };
            case IntegerValueSyntax integer:
                return new TomlInteger(integer.Value) { Position = position };
            case FloatValueSyntax number:
                return new TomlFloat(number.Value) { Position = position };
            case BooleanValueSyntax flag:
                return new TomlBoolean(flag.Value) { Position = position };
            case DateTimeValueSyntax time:
                return new TomlDateTime(TomlTime.Normalize(time.Token?.Text ?? "")) { Position = position };
            case ArraySyntax array:
                return new TomlArray(array.Items.Select(item => Value(item.Value!))) { Position = position };
            case InlineTableSyntax inline:
                var table = new TomlTable { Position = position };
                foreach (var item in inline.Items)
                {
                    AddEntry(table, item.KeyValue!);
                }

                return table;
            default:
                throw new DocumentException(
                    DocumentException.InvalidToml, file, position, "this is not TOML: a value of an unknown kind");
        }
    }

    private static List<KeyPart> Parts(KeySyntax key)
    {
        var parts = new List<KeyPart> { Part(key.Key!) };
        foreach (var dotted in key.DotKeys)
        {
            parts.Add(Part(dotted.Key!));
        }

        return parts;
    }

    private static KeyPart Part(BareKeyOrStringValueSyntax syntax) => new(
        syntax is StringValueSyntax quoted ? quoted.Value ?? "" : ((BareKeySyntax)syntax).Key?.Text ?? "",
        TomlReader.Position(syntax.Span));

    private static TomlValue? Find(TomlTable table, KeyPart part) => table.TryGetValue(part.Name, out var value) ? value : null;

    private static T Add<T>(TomlTable table, KeyPart part, T value)
        where T : TomlValue
    {
        table.Add(part.Name, value);
        return value;
    }

    private DocumentException Fault(KeyPart part, string problem) =>
        new(DocumentException.InvalidToml, file, part.Position, problem);

    private readonly record struct KeyPart(string Name, TomlPosition Position);
}
