using System.Text;
using Buildpacks.Net.Conformance.Cases;

namespace Buildpacks.Net.Conformance.Running;

/// <summary>Splits a command as a shell would: at spaces, but not within quotes.</summary>
internal static class Words
{
    public static IReadOnlyList<string> Split(string command)
    {
        List<string> words = [];
        StringBuilder? word = null;
        char quote = '\0';
        foreach (char letter in command)
        {
            if (quote != '\0' ? letter == quote : letter is '\'' or '"')
            {
                quote = quote == '\0' ? letter : '\0';
                word ??= new StringBuilder();
            }
            else if (quote == '\0' && letter is ' ' or '\n')
            {
                Add();
            }
            else
            {
                (word ??= new StringBuilder()).Append(letter);
            }
        }

        Add();
        return quote == '\0' ? words : throw new CaseException($"an open quote: {command}");

        void Add()
        {
            if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
    }

    public static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._-:=@,+".Contains(letter, StringComparison.Ordinal))
            ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
