namespace Greeter;

/// <summary>The part of the sample that other projects would share.</summary>
public static class Greeting
{
    public static string For(string name) => $"Good day, {name}.";
}
