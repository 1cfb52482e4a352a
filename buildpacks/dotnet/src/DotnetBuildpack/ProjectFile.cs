using System.Xml;
using System.Xml.Linq;

namespace DotnetBuildpack;

/// <summary>Reads project files as XML, without evaluating them.</summary>
internal static class ProjectFile
{
    /// <summary>The root element, or null for a file that is no XML: the SDK says better what is wrong with it.</summary>
    public static XElement? TryRead(string path)
    {
        try
        {
            // From a stream: a path would be taken for a URL, in which % means something.
            using var file = File.OpenRead(path);
            return XDocument.Load(file).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
